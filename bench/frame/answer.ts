/** The other side of `startProgram`: says `greeting`, answers each message, and ends when nobody is there or an answer fails. */
export const answerMessages = (greeting: unknown, answer: (message: unknown) => Promise<object>): void => {
  process.on('message', message => {
    answer(message).then(
      result => process.send?.(result),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  process.once('disconnect', () => process.exit());
  process.send?.(greeting);
};
