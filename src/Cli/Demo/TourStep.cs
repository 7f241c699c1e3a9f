namespace Domicile.Cli.Demo;

/// <summary>One transfer of the tour around the world.</summary>
/// <param name="State">As the API said it at the end: <c>completed</c>, if all went well.</param>
/// <param name="Milliseconds">From the request to the answer that told the end.</param>
internal sealed record TourStep(string From, string To, string Amount, string State, double Milliseconds)
{
    public bool IsCompleted => State == "completed";
}
