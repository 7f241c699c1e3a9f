using Domicile.Ledger;

namespace Domicile.Server.Problems;

/// <summary>Declares beside an endpoint what it may refuse with.</summary>
internal static class RefusesExtensions
{
    public static TBuilder MayRefuse<TBuilder>(this TBuilder endpoint, params RefusalCode[] codes)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Refuses(codes));

    public static TBuilder MayRefuse<TBuilder>(this TBuilder endpoint, params ProblemType[] types)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Refuses(types));
}
