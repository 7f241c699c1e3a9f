using System.Diagnostics;

namespace Domicile.Cli.Tests.Lifecycle;

/// <summary>What one run of the program did.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(90);

    /// <summary>The program as <c>./domicile</c> runs it, built with the same configuration as these tests.</summary>
    public static string Program { get; } = Path.Combine(
        AppContext.BaseDirectory,
        "../../Domicile.Cli",
        Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)),
        "Domicile.Cli.dll");

    public static async Task<CliRun> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeLimit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return new CliRun(process.ExitCode, await output, await errors);
    }

    public static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    /// <summary>Fails the test, with what was printed, unless the run ended with this exit code.</summary>
    public CliRun Ended(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}\n{Output}\n{Errors}");
        return this;
    }
}
