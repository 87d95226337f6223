export type RoomError = { readonly code: 'room.not_found'; readonly detail: string };

/** The same for a private room of others and for none at all. */
export const roomNotFound: RoomError = { code: 'room.not_found', detail: 'There is no such room.' };
