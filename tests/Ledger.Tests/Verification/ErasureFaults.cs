namespace Domicile.Ledger.Tests.Verification;

/// <summary>One fault at least for each invariant of erased users; the healthy region has one of them, on s1.</summary>
internal static class ErasureFaults
{
    private const string Erased = "(select b.user_number from ledger.book b where b.erased_at is not null)";

    public static readonly PlantedFault[] All =
    [
        new(
            "eu/s2 erasures-applied", "eu/s2", "ledger.applied_erasure",
            "update ledger.applied_erasure set erasure_number = 0"),
        new(
            "eu/s1 erased-are-gone", "eu/s1", "user ",
            $"insert into personal.reference select {Erased}, gen_random_uuid(), 'x'"),
        new(
            "eu/s1 erased-are-gone", "eu/s1", "user ",
            $"update ledger.idempotency set request_hash = sha256('x') where user_number = {Erased}"),
        new(
            "eu/register erased-are-forgotten", "eu/register", "user ",
            "insert into ledger.email (email_hash, user_number) select sha256('x'), user_number from ledger.erasure"),
        new(
            "eu/keys erasures-applied", "eu/keys", "keys.applied_erasure",
            "update keys.applied_erasure set erasure_number = 0"),
        new(
            "eu/keys erased-have-no-key", "eu/keys", "user ",
            "insert into keys.user_key select user_number, 1, 'x', now(), 'x' from keys.destroyed_key"),
        new("eu/keys erased-have-no-key", "eu/keys", "user ", "delete from keys.destroyed_key"),
        new(
            "eu/keys erased-have-no-key", "eu/keys", "user 1",
            "insert into keys.destroyed_key values (1, 1, 'x', now(), 1); delete from keys.user_key "
            + "where user_number = 1"),
        new(
            "eu/keys keys-can-be-opened", "eu/keys", "user 2",
            "update keys.user_key set generation = 7 where user_number = 2"),
        new(
            "eu/keys keys-can-be-opened", "eu/keys", "user 0",
            "update keys.generation set retired_at = now(), destroyed_at = now()"),
    ];
}
