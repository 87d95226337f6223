type Headers = Readonly<Record<string, string | undefined>> | null | undefined;

/** A header of the WebSocket handshake. API Gateway keeps the case in which a client wrote its name. */
export const headerOf = (headers: Headers, name: string): string | undefined =>
  Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];

/** The subprotocols that a client offers, in its order. */
export const offeredProtocols = (headers: Headers): readonly string[] =>
  headerOf(headers, 'sec-websocket-protocol')
    ?.split(',')
    .map(name => name.trim()) ?? [];
