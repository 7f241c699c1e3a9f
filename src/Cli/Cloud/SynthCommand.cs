using System.CommandLine;
using System.Diagnostics;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Cloud;

/// <summary>
/// <c>./domicile aws synth</c>: the CloudFormation of every stack of a topology, offline. The program that writes it is
/// built when it is first asked for, because what it needs is large.
/// </summary>
internal static class SynthCommand
{
    private const string Project = "src/Infrastructure/Domicile.Infrastructure.csproj";

    private static readonly Option<DirectoryInfo> OutOption = new("--out")
    {
        Description = "The folder for the templates; made when it is not there",
        HelpName = "DIR",
        DefaultValueFactory = _ => new DirectoryInfo("cdk.out"),
    };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "synth",
            "Write the CloudFormation of every stack.",
            "./domicile aws synth --out /tmp/stacks",
            "./domicile aws synth --topology bank.json")
        {
            WorldArguments.Topology,
            OutOption,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var topology = WorldArguments.TopologyPath(parsed);
        if (!File.Exists(topology))
        {
            throw new WorldException($"There is no file {topology}. Name the topology with --topology FILE.");
        }

        var folder = parsed.GetRequiredValue(OutOption).FullName;
        MakeFolder(folder);
        if (!await CanRunAsync("node", "--version", cancellation))
        {
            throw new WorldException(
                "Synthesis needs node, version 18 or newer, and there is none on this machine. Install it: on Debian "
                + "and Ubuntu 'sudo apt-get install nodejs', on a Mac 'brew install node', elsewhere see "
                + "https://nodejs.org - then run this again.");
        }

        var program = Path.Combine(
            Checkout.Folder, "artifacts/bin/Domicile.Infrastructure/release/Domicile.Infrastructure.dll");
        await BuildAsync(isFirst: !File.Exists(program), cancellation);
        using var synthesis = Start(new ProcessStartInfo("dotnet", [program, topology, folder]));
        await EndAsync(synthesis, cancellation);
        return synthesis.ExitCode;
    }

    /// <summary>Before anything that takes long: node would try a folder under <c>/proc</c> without end.</summary>
    /// <exception cref="WorldException">There is no such folder and none can be made, or nothing can be put into it.
    /// </exception>
    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".{Guid.NewGuid():N}");
            using var file = new FileStream(
                probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorldException(
                $"The templates cannot be written into {folder}: {e.Message} Name another folder with --out DIR.");
        }
    }

    private static async Task BuildAsync(bool isFirst, CancellationToken cancellation)
    {
        await Console.Error.WriteLineAsync(isFirst
            ? "domicile: fetches and builds the program for AWS, once; this takes about two minutes ..."
            : "domicile: brings the program for AWS up to date ...");
        using var build = Start(new ProcessStartInfo(
            "dotnet",
            ["build", Path.Combine(Checkout.Folder, Project), "-c", "Release", "-v", "quiet", "--nologo",
                "--disable-build-servers"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        });
        var said = build.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await EndAsync(build, cancellation);
        if (build.ExitCode != 0)
        {
            throw new WorldException($"The program for AWS cannot be built:\n{(await said).Trim()}");
        }
    }

    // Whoever is interrupted alone, as by a service manager, takes those with them that work for them.
    private static async Task EndAsync(Process program, CancellationToken cancellation)
    {
        try
        {
            await program.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            program.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task<bool> CanRunAsync(string program, string argument, CancellationToken cancellation)
    {
        try
        {
            using var run = Start(new ProcessStartInfo(program, [argument])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            });
            await run.StandardOutput.ReadToEndAsync(cancellation);
            await run.WaitForExitAsync(cancellation);
            return run.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no such program.
            return false;
        }
    }

    private static Process Start(ProcessStartInfo program) =>
        Process.Start(program) ?? throw new WorldException($"{program.FileName} did not start.");
}
