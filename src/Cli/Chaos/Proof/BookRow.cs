namespace Domicile.Cli.Chaos.Proof;

/// <summary>A transfer as one user's book has it.</summary>
/// <param name="Side"><c>payer</c> or <c>payee</c>.</param>
/// <param name="Net">What all its postings together did to the user's wallet, in minor units.</param>
internal sealed record BookRow(string User, Guid Id, string Side, string State, long Amount, long Net)
{
    /// <summary>What it must have done, once.</summary>
    public long NetDue => (Side, State) switch
    {
        ("payer", "refunded") => 0,
        ("payer", _) => -Amount,
        _ => Amount,
    };
}
