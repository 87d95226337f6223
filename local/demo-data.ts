import pg from 'pg';
import { hashPassword } from '../lib/platform/auth/password.ts';

/** Fixed, so that sample events and documentation can name them. */
export const demoIds = {
  customer: '01900000-0000-7000-8000-00000000c001',
  neighbour: '01900000-0000-7000-8000-00000000c002',
  admin: '01900000-0000-7000-8000-00000000ad01',
  room: '01900000-0000-7000-8000-000000000a01',
  product: '01900000-0000-7000-8000-000000000001',
  spareProduct: '01900000-0000-7000-8000-000000000012',
  order: '01900000-0000-7000-8000-00000000d001',
  cancelledOrder: '01900000-0000-7000-8000-00000000d002',
  notification: '01900000-0000-7000-8000-00000000f001',
  email: '01900000-0000-7000-8000-00000000e001',
} as const;

interface DemoAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly role: 'user' | 'admin';
}

/** Accounts whose passwords everybody knows: they exist on a laptop only. */
export const demoAccounts: readonly DemoAccount[] = [
  {
    id: demoIds.customer,
    name: 'Ada Customer',
    email: 'ada@strata.example',
    password: 'ada-demo-password',
    role: 'user',
  },
  {
    id: demoIds.neighbour,
    name: 'Ben Neighbour',
    email: 'ben@strata.example',
    password: 'ben-demo-password',
    role: 'user',
  },
  {
    id: demoIds.admin,
    name: 'Cleo Admin',
    email: 'cleo@strata.example',
    password: 'cleo-demo-password',
    role: 'admin',
  },
];

const STOCK = 100_000;
const products: readonly (readonly [name: string, description: string, priceCents: number])[] = [
  ['Ceramic mug', 'Holds 350 ml and survives the dishwasher.', 1450],
  ['Field notebook', 'A5, 120 dotted pages, opens flat.', 1200],
  ['Fountain pen', 'Steel nib, medium.', 3900],
  ['Desk lamp', 'Warm to cold white, dimmable.', 5900],
  ['Felt desk mat', 'Merino felt, 90 by 40 cm.', 4200],
  ['Paper calendar', 'One month a page, starts on Monday.', 1800],
  ['Wooden ruler', 'Beech, 30 cm.', 650],
  ['Pencil set', 'Twelve degrees from 4H to 6B.', 1600],
  ['Canvas bag', 'Undyed cotton, long handles.', 2100],
  ['Wall clock', 'Radio-controlled and silent.', 4900],
  ['Brass scissors', 'For left and right hands.', 2700],
  ['Letter paper', 'Fifty sheets with envelopes.', 1900],
];

/** Fills an empty database with accounts, products and a room to talk in. Existing data is left alone. */
export const loadDemoData = async (databaseUrl: string): Promise<'loaded' | 'present'> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from users where id = $1', [demoIds.customer]);
    if (rowCount === 1) return 'present';
    await client.query('begin');
    await insertAccounts(client);
    await insertProducts(client);
    await insertRoom(client);
    await insertHistory(client);
    await client.query('commit');
    return 'loaded';
  } finally {
    await client.end();
  }
};

const insertAccounts = async (client: pg.Client): Promise<void> => {
  for (const { id, name, email, role, password } of demoAccounts)
    await client.query(
      `insert into users (id, name, email, age, role, password_hash) values ($1, $2, $3, 30, $4, $5) on conflict do nothing`,
      [id, name, email, role, await hashPassword(password)],
    );
};

const insertProducts = async (client: pg.Client): Promise<void> => {
  const firstId = demoIds.product.slice(0, -2);
  for (const [index, [name, description, priceCents]] of products.entries())
    await client.query(
      `insert into products (id, name, description, price_cents, stock) values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [`${firstId}${String(index + 1).padStart(2, '0')}`, name, description, priceCents, STOCK],
    );
};

/** A room that belongs to the admin, with the others as members. */
const insertRoom = async (client: pg.Client): Promise<void> => {
  const { room, admin, customer, neighbour } = demoIds;
  await client.query(
    `with created as (
       insert into rooms (id, name, visibility, created_by) values ($1, 'Lobby', 'public', $2)
       on conflict do nothing
       returning id
     ),
     joined as (
       insert into room_members (room_id, user_id, role)
       select created.id, user_id, case when user_id = $2 then 'owner' else 'member' end
       from created cross join unnest($3::uuid[]) as user_id
       returning room_id, user_id
     )
     insert into message_reads (room_id, user_id, seq) select room_id, user_id, 0 from joined`,
    [room, admin, [admin, customer, neighbour]],
  );
};

/** A paid and a cancelled order, a notification and a mail of the customer, for the sample events of the jobs that handle them. */
const insertHistory = async (client: pg.Client): Promise<void> => {
  const { order, cancelledOrder, customer, product, notification, email } = demoIds;
  await client.query(
    `with placed as (
       insert into orders (id, user_id, state, total_cents, currency) values ($1, $2, 'paid', 2900, 'USD') returning id
     ),
     items as (
       insert into order_items (order_id, product_id, quantity, price_cents) select id, $3, 2, 1450 from placed
     ),
     payment as (
       insert into payments (order_id, provider, reference, amount_cents, currency)
       select id, 'sandbox', 'sandbox_demo', 2900, 'USD' from placed
     )
     insert into order_events (order_id, to_state, actor) select id, 'paid', 'demo data' from placed`,
    [order, customer, product],
  );
  await client.query(
    `with cancelled as (
       insert into orders (id, user_id, state, total_cents, currency) values ($1, $2, 'cancelled', 1450, 'USD') returning id
     ),
     items as (
       insert into order_items (order_id, product_id, quantity, price_cents) select id, $3, 1, 1450 from cancelled
     )
     insert into order_events (order_id, from_state, to_state, actor)
     select id, event.from_state, event.to_state, $2::text
     from cancelled, (values (null, 'pending'), ('pending', 'cancelled')) as event (from_state, to_state)`,
    [cancelledOrder, customer, product],
  );
  await client.query(
    `insert into notifications (id, user_id, type, message) values ($1, $2, 'welcome', 'This is what a notification looks like.')`,
    [notification, customer],
  );
  await client.query(`insert into emails (id, user_id, template, data) values ($1, $2, 'welcome', '{}')`, [
    email,
    customer,
  ]);
};
