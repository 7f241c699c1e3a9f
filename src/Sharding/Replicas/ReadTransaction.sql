-- What a replica knows of a transaction: committed means replayed, and visible to every statement after this one. An id
-- that it has not seen yet is an error (22023); null is one that is too old to tell.
-- Not pg_visible_in_snapshot: on a replica pg_current_snapshot() lists no running transactions, and would call a commit
-- visible that was not replayed.
select pg_xact_status($1::text::xid8)
