/** How some work ended: what it returned, or what it threw. */
export const endOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    return await work;
  } catch (error) {
    return error;
  }
};
