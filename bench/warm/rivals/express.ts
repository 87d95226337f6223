import express, { type NextFunction, type Request, type Response } from 'express';
import serverless from 'serverless-http';
import { placed, placement, type ContenderModule, type Handler } from '../handler.ts';
import { createVerifier } from './token.ts';

/** An Express application in a function, through serverless-http. */
export const createHandler: ContenderModule['createHandler'] = verifies => {
  const verify = createVerifier();
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json());
  if (verifies)
    app.use(async (request: Request, response: Response, next: NextFunction) => {
      try {
        response.locals['userId'] = await verify(request.headers.authorization);
        next();
      } catch {
        response.status(401).json({ error: 'unauthorized' });
      }
    });
  app.post('/orders', (request, response) => {
    const order = placement.safeParse(request.body);
    if (order.success) response.status(201).json({ data: placed(order.data) });
    else response.status(400).json({ error: order.error.issues });
  });
  app.use(
    (error: Error & { status?: number }, _request: Request, response: Response, _next: NextFunction) => {
      response.status(error.status ?? 500).json({ error: 'failed' });
    },
  );
  return serverless(app) as unknown as Handler;
};
