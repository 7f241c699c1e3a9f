using Domicile.Ledger.Audit.Packages.Proofs;

namespace Domicile.Cli.Client;

// The JSON of the API as this client writes and reads it; docs/reference and /openapi/v1.json have all of it.

internal sealed record NewUser(string? Name, string? Email, DateOnly? BirthDate);

internal sealed record UserBody(string Id, DateTimeOffset CreatedAt, string? Name, string? Email, DateOnly? BirthDate)
{
    public DateTimeOffset? RestrictedAt { get; init; }
}

internal sealed record NewAccount(string Asset);

internal sealed record AccountBody(string Account, string Asset, string Balance, string? Minimum);

internal sealed record NewMinimum(string Minimum);

internal sealed record NewAsset(string Code, int Scale);

internal sealed record AssetBody(string Code, int Scale);

internal sealed record BalanceBody(string Asset, string Balance, string? Minimum);

internal sealed record BalanceList(IReadOnlyList<BalanceBody> Balances);

internal sealed record NewTransfer(
    string From, string To, string Amount, string Asset, string? Reference, DateTimeOffset? EffectiveAt);

internal sealed record TransferBody(
    string Id,
    string From,
    string To,
    string Amount,
    string Asset,
    string State,
    string? Reference,
    long PostingNumber,
    DateTimeOffset BookedAt,
    DateTimeOffset EffectiveAt,
    string BalanceAfter)
{
    public string? Refusal { get; init; }
}

internal sealed record ProofBodies(IReadOnlyList<InstitutionProof> Proofs);
