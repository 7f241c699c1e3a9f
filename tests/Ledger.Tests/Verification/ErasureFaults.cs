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
    ];
}
