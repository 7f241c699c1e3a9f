using System.CommandLine;

namespace Domicile.Cli.Output;

/// <summary>A question before what cannot be undone, on standard error; <c>--yes</c> answers it.</summary>
internal static class Confirmation
{
    public static readonly Option<bool> YesOption = new("--yes") { Description = "Do not ask" };

    /// <summary>True when the answer is yes; else it was said that nothing was done.</summary>
    /// <param name="parsed">Of a command that has <see cref="YesOption"/>.</param>
    /// <param name="question">What will happen, in whole sentences; asked for only when it is shown.</param>
    /// <param name="nothing">What was not done: <c>Nothing was destroyed.</c></param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    public static async Task<bool> AskAsync(
        ParseResult parsed, Func<string> question, string nothing, CancellationToken cancellation)
    {
        if (parsed.GetValue(YesOption))
        {
            return true;
        }

        await Console.Error.WriteAsync($"{question()} Type yes to go on: ");
        if ((await Console.In.ReadLineAsync(cancellation))?.Trim() == "yes")
        {
            return true;
        }

        await Console.Error.WriteLineAsync($"domicile: {nothing} Answer yes, or give --yes.");
        return false;
    }
}
