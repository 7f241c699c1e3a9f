using Domicile.Ledger;

namespace Domicile.Server.Problems;

/// <summary>What an endpoint may refuse with, beside its code: the API's document lists it.</summary>
internal sealed record Refuses(IReadOnlyList<ProblemType> Types)
{
    public Refuses(params RefusalCode[] codes)
        : this([.. codes.Select(ProblemCatalogue.Of)])
    {
    }
}
