export interface RoomNotFound {
  readonly code: 'room.not_found';
  readonly detail: string;
}
export interface NotManager {
  readonly code: 'room.not_manager';
  readonly detail: string;
}
export interface MemberNotFound {
  readonly code: 'room.member_not_found';
  readonly detail: string;
}
export interface TooManyMessages {
  readonly code: 'request.rate_limited';
  readonly detail: string;
  readonly retryAfterSeconds: number;
}

export type RoomError = RoomNotFound | NotManager | MemberNotFound | TooManyMessages;

/** The same for a private room of others and for none at all. */
export const roomNotFound: RoomNotFound = { code: 'room.not_found', detail: 'There is no such room.' };

export const tooManyMessages = (retryAfterSeconds: number): TooManyMessages => ({
  code: 'request.rate_limited',
  detail: `Too many messages. Try again in ${retryAfterSeconds} s.`,
  retryAfterSeconds,
});

export const notManager: NotManager = {
  code: 'room.not_manager',
  detail: 'Only an owner of the room or an administrator may do this.',
};

export const memberNotFound: MemberNotFound = {
  code: 'room.member_not_found',
  detail: 'The room has no such member.',
};
