namespace Domicile.Cli.Client;

/// <summary>The API refused, or did not answer in time. The message is for the person who typed the command.</summary>
internal sealed class ApiException : Exception
{
    public ApiException(ApiProblem problem)
        : base($"{problem.Detail} ({problem.Code})") => Problem = problem;

    public ApiException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <summary>Null when nothing of the API answered.</summary>
    public ApiProblem? Problem { get; }

    /// <summary>A request went out and no answer came: whether it was done, only its key can tell.</summary>
    public bool IsOutcomeUnknown { get; init; }
}
