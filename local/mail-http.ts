import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Attachment } from 'mailparser';
import type { Mailbox } from './mailbox.ts';

const PAGE = join(import.meta.dirname, 'mail-page.html');

/** Mails are shown in a frame without scripts; the page itself loads nothing from anywhere else but their pictures. */
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; connect-src 'self'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src * data:; frame-src 'self'",
};

/**
 * The reading side of the mail catcher, not yet listening:
 * `GET /` a page, `GET /messages?to=` a list, `GET /messages/:id` one, `GET /messages/:id/attachments/:index` a file,
 * `DELETE /messages` forgets all.
 */
export const createMailHttpServer = (mailbox: Mailbox): Server =>
  createServer((request, response) => {
    answer(mailbox, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });

const answer = async (
  mailbox: Mailbox,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const [, resource, id, part, index] = pathname.split('/');
  switch (`${request.method ?? ''} ${resource ?? ''}`) {
    case 'GET ':
      response.writeHead(200, PAGE_HEADERS).end(await readFile(PAGE));
      return;
    case 'GET messages':
      if (part === 'attachments') file(response, mailbox.attachment(id ?? '', Number(index)));
      else if (id === undefined) json(response, 200, mailbox.list(searchParams.get('to') ?? undefined));
      else
        json(
          response,
          mailbox.get(id) === undefined ? 404 : 200,
          mailbox.get(id) ?? { error: 'no such message' },
        );
      return;
    case 'DELETE messages':
      mailbox.clear();
      response.writeHead(204).end();
      return;
    default:
      json(response, 404, { error: 'GET /, GET /messages, GET /messages/:id or DELETE /messages' });
  }
};

const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

/** Saved rather than shown: whatever is in it, it does not run here. */
const file = (response: ServerResponse, attachment: Attachment | undefined): void => {
  if (attachment === undefined) {
    json(response, 404, { error: 'no such attachment' });
    return;
  }
  const { filename = 'attachment', contentType, content } = attachment;
  const headers = {
    'content-type': contentType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`,
  };
  response.writeHead(200, headers).end(content);
};
