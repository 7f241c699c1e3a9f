-- A block that a shard has was leased to it, whatever the register remembers. Says how many of the blocks it knows
-- afterwards: one that lies in no range of the shard cannot be put back.
with blocks as (
    select b.epoch, b.ordinal, b.first_number, b.end_number
    from unnest($2::integer[], $3::integer[], $4::bigint[], $5::bigint[]) b (epoch, ordinal, first_number, end_number)
), known as (
    select b.epoch, b.ordinal
    from blocks b
    join sharding.number_lease l on l.shard = $1 and l.epoch = b.epoch and l.ordinal = b.ordinal
), put_back as (
    insert into sharding.number_lease (shard, epoch, ordinal, range_id, first_number, end_number)
    select $1, b.epoch, b.ordinal, o.id, b.first_number, b.end_number
    from blocks b
    cross join lateral (
        select r.id
        from sharding.key_range r
        where r.shard = $1 and r.first_number <= b.first_number and r.end_number >= b.end_number
        order by r.state = 'open' desc, r.id desc
        limit 1
    ) o
    where not exists (select from known k where k.epoch = b.epoch and k.ordinal = b.ordinal)
    returning epoch
)
select (select count(*) from known) + (select count(*) from put_back)
