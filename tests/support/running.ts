/** What the set-up of a run started and its tear-down must stop: both run in the process that started jest. */
interface Stoppable {
  stop(): Promise<void>;
}

let running: Stoppable | undefined;

export const keepRunning = (server: Stoppable): void => {
  running = server;
};

export const stopRunning = async (): Promise<void> => {
  await running?.stop();
  running = undefined;
};
