using Domicile.Ledger.Privacy.Erasure.Books;
using Domicile.Ledger.Privacy.Erasure.Orders;

namespace Domicile.Ledger.Privacy.Erasure.Certificates;

/// <summary>What a region states of an erasure that it has carried out. The bare id is still personal data.</summary>
/// <param name="Form"><see cref="FormKnown"/>.</param>
/// <param name="User">The bare id.</param>
/// <param name="Erasure">The number in the region's erasure register.</param>
/// <param name="RegisteredAt">The point of no return.</param>
/// <param name="UnusableSince">The user's key was destroyed: from then on nothing opens what it had sealed.</param>
public sealed record ErasureCertificate(
    string Form, string Region, string User, long Erasure, DateTimeOffset RegisteredAt, DateTimeOffset UnusableSince)
{
    public const string FormKnown = "domicile-erasure-certificate-1";

    public required Guid RequestId { get; init; }

    /// <summary>The role of whoever asked; <c>user</c> for the user itself.</summary>
    public required string AskedByRole { get; init; }

    public required string Reason { get; init; }

    public required CertifiedKey Key { get; init; }

    public required CertifiedEnd FinalOn { get; init; }

    public required IReadOnlyList<CertifiedCategory> Destroyed { get; init; }

    public required IReadOnlyList<CertifiedCategory> Kept { get; init; }

    /// <summary>Documents that the law keeps, under keys that are destroyed on their day.</summary>
    public required IReadOnlyList<KeptDocuments> Documents { get; init; }

    /// <summary>What was done, where and when.</summary>
    public required IReadOnlyList<DoneStep> Steps { get; init; }

    /// <summary>Who is told; receipts are kept in the region's register.</summary>
    public required IReadOnlyList<string> Told { get; init; }

    /// <summary>What became of money that was left: <see cref="BalanceChoice"/>.</summary>
    public required string Balance { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }
}
