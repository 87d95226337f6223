import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { PARALLEL_CALLS } from '../../../lib/platform/realtime/post-to-all.ts';
import { connectionId, MESSAGE, type Poster } from '../poster.ts';

/** The client of the SDK, one for all posts; it keeps its connections. As many posts are under way as with Strata. */
export const open = (): Promise<Poster> => {
  const client = new ApiGatewayManagementApiClient({
    endpoint: process.env['REALTIME_ENDPOINT'] ?? '',
    region: 'us-east-1',
  });
  const frame = Buffer.from(JSON.stringify({ event: 'message.new', data: { message: MESSAGE } }));
  return Promise.resolve(size =>
    Promise.resolve(async () => {
      let next = 0;
      const lane = async (): Promise<void> => {
        while (next < size) {
          const ConnectionId = connectionId(next++);
          await client.send(new PostToConnectionCommand({ ConnectionId, Data: frame }));
        }
      };
      await Promise.all(Array.from({ length: PARALLEL_CALLS }, lane));
    }),
  );
};
