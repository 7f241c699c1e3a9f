namespace Domicile.Server.Metrics;

/// <summary>What <see cref="RequestFigures"/> had counted at one moment.</summary>
/// <param name="Classes">Requests by the class of their time.</param>
/// <param name="Errors">Answered with a status from 500.</param>
/// <param name="Refusals">Answered with one from 400 to 499.</param>
internal sealed record RequestCounts(IReadOnlyList<long> Classes, long Errors, long Refusals);
