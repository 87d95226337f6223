-- One index for each order of a product list; the primary key serves the newest first. They hold archived products too, for
-- administrators. None names the stock: an index that did would end the heap-only updates by which orders take it, so the
-- filter on stock is applied to the rows of a page.

-- Names differing only in case stand together. The collation belongs to Postgres itself: no operating system changes it.
create index products_name on products (lower(name collate "pg_c_utf8"), id);
create index products_price on products (price_cents, id);

-- Words as they are, to be found by their beginnings, and their English stems, so that "mugs" finds a mug. Stored nowhere
-- but here: a generated column would be copied with each order that takes stock.
create index products_words on products using gin (
  (to_tsvector('simple', name || ' ' || description) || to_tsvector('english', name || ' ' || description))
);
