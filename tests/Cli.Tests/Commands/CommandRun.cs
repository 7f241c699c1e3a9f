using System.Diagnostics;
using System.Text.Json;

namespace Domicile.Cli.Tests.Commands;

/// <summary>One run of the program as a person would start it, in a process of its own.</summary>
internal sealed class CommandRun : IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(3);

    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private CommandRun(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        // The one that was built as a program, not the copy beside these tests.
        var program = Checkout.ServerProgram.Replace("Domicile.Server", "Domicile.Cli", StringComparison.Ordinal);
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    public int ExitCode { get; private set; }

    public string Output { get; private set; } = "";

    public string Errors { get; private set; } = "";

    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public static CommandRun Start(params IEnumerable<string> arguments) => new(arguments);

    public static async Task<CommandRun> RunAsync(params IEnumerable<string> arguments)
    {
        var run = Start(arguments);
        await run.WaitAsync();
        return run;
    }

    /// <summary>With variables of its own beside those of this process.</summary>
    public static async Task<CommandRun> RunInAsync(
        IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        var run = new CommandRun(arguments, environment);
        await run.WaitAsync();
        return run;
    }

    /// <summary>As Ctrl-C does.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task WaitAsync()
    {
        using var limit = new CancellationTokenSource(TimeLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        (ExitCode, Output, Errors) = (process.ExitCode, await output, await errors);
    }

    public void Dispose() => process.Dispose();
}
