using Domicile.Server.Problems;

namespace Domicile.Server.Requests;

/// <summary>
/// Something that an endpoint reads from a request by itself: it holds either what was read or the problem. The filter
/// of the API answers the first problem, so that no endpoint runs with half of its input.
/// </summary>
internal interface IInput
{
    /// <summary>Null when it was read.</summary>
    ProblemAnswer? Problem { get; }
}
