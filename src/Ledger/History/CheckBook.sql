-- Asked after the rows were read: a range that is still here now was here then.
select
    exists (
        select from sharding.key_range
        where id = $2 and state = 'open' and first_number <= $1 and $1 < end_number) as is_here,
    exists (select from ledger.book where user_number = $1) as has_book
