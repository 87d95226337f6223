/**
 * What the server says in one piece stays below 32 KB, the size of a WebSocket frame at API Gateway, which by its documentation
 * closes a connection (1009) rather than cut what is posted to it. The rest is for the envelope.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
 */
const PAGE_BYTES = 28 * 1024;

/** The first of a list that fit into one frame, and one in any case: whoever reads a list page by page must get on. */
export const fitting = <Item>(items: readonly Item[]): Item[] => {
  let bytes = 0;
  const end = items.findIndex((item, index) => {
    // With the comma after it.
    bytes += Buffer.byteLength(JSON.stringify(item)) + 1;
    return bytes > PAGE_BYTES && index > 0;
  });
  return end === -1 ? [...items] : items.slice(0, end);
};
