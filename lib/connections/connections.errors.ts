export interface ConnectionNotFound {
  readonly code: 'connection.not_found';
  readonly detail: string;
}

export type ConnectionError = ConnectionNotFound;

export const connectionNotFound: ConnectionNotFound = {
  code: 'connection.not_found',
  detail: 'There is no such connection.',
};
