namespace Domicile.Ledger.Tests.Verification;

/// <summary>One fault at least for each invariant of register, shards and users.</summary>
internal static class PlacementFaults
{
    public static readonly PlantedFault[] All =
    [
        new(
            "eu/register ranges-apart, eu/s2 ranges-agree", "eu/register", "range ",
            "alter table sharding.key_range drop constraint key_range_overlap; "
            + "update sharding.key_range set first_number = 29999 where shard = 's2'"),
        new(
            "eu/register leases-apart", "eu/register", "s2, epoch 1, block 2",
            "alter table sharding.number_lease drop constraint number_lease_overlap; "
            + "insert into sharding.number_lease select 's2', 1, 2, range_id, 500, 1500 "
            + "from sharding.number_lease where shard = 's1'"),
        new(
            "eu/register leases-apart", "eu/register", "s1, epoch 1, block 2",
            "insert into sharding.number_lease select 's1', 1, 2, range_id, 70000, 71000 "
            + "from sharding.number_lease where shard = 's1'"),
        new(
            "eu/register creations-unique", "eu/register", "key ",
            "alter table sharding.user_creation drop constraint user_creation_pkey; "
            + "insert into sharding.user_creation select key_hash, request_hash, gen_random_uuid(), shard, null, now() "
            + "from sharding.user_creation where user_number = 1"),
        new(
            "eu/s1 shard-identity", "eu/s1", "sharding.shard", "update sharding.shard set name = 'eu/s9'"),
        new(
            "eu/s1 shard-identity", "eu/register", "sharding.shard",
            "update sharding.shard set epoch = 2 where name = 's1'"),
        new(
            "eu/s1 ranges-agree", "eu/s1", "range ",
            "update sharding.key_range set end_number = 29999"),
        new(
            "eu/s2 ranges-agree, eu/s2 users-in-ranges", "eu/register", "range ",
            "update sharding.key_range set shard = 's1' where shard = 's2'"),
        new(
            "eu/s1 ranges-agree", "eu/s1", "range 99",
            "insert into sharding.key_range values (99, 90000, 90010, 'closed')"),
        new(
            "eu/s1 users-in-ranges, eu/s1 ranges-agree, eu/register leases-apart", "eu/register", "user 2, book",
            "update sharding.key_range set end_number = 2 where shard = 's1'"),
        new(
            "eu/s1 users-in-ranges, eu/s1 books-have-users", "eu/s1", "user 45000, book",
            "insert into ledger.book (user_number, creation_id, opened_at, last_booked_at) "
            + "values (45000, gen_random_uuid(), now(), now())"),
        new(
            "eu/s1 books-have-users", "eu/s1", "user 1",
            "update ledger.book set creation_id = gen_random_uuid() where user_number = 1"),
        new(
            "eu/s2 blocks-leased", "eu/s2", "epoch 1, block 7", "update sharding.number_block set ordinal = 7"),
        new(
            "eu/s2 blocks-leased", "eu/s2", "epoch 1, block 1",
            "update sharding.number_block set end_number = end_number + 1"),
        new(
            "eu/s1 numbers-leased", "eu/s1", "user 2", "update sharding.number_block set next_number = 2"),
        new(
            "eu/s2 users-once, eu/s1 users-once, eu/s2 users-in-ranges, eu/s2 numbers-leased, "
            + "eu/s2 users-have-creations", "eu/s2", "user 1",
            "insert into sharding.placed_user values (1, gen_random_uuid(), now())"),
        new(
            "eu/register creations-have-users, eu/s1 books-have-users", "eu/s1", "user 1",
            "delete from sharding.placed_user where user_number = 1"),
        new(
            "eu/s1 users-have-creations", "eu/register", "user 1",
            "delete from sharding.user_creation where user_number = 1"),
        new(
            "eu/s1 users-have-creations, eu/register creations-have-users", "eu/register", "user 1",
            "update sharding.user_creation set creation_id = gen_random_uuid() where user_number = 1"),
    ];
}
