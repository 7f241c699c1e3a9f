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

        if (!await CanRunAsync("node", "--version", cancellation))
        {
            throw new WorldException(
                "Synthesis needs node, version 18 or newer, and there is none on this machine. Install it: on Debian "
                + "and Ubuntu 'sudo apt-get install nodejs', on a Mac 'brew install node', elsewhere see "
                + "https://nodejs.org - then run this again.");
        }

        await BuildAsync(cancellation);
        var program = Path.Combine(
            Checkout.Folder, "artifacts/bin/Domicile.Infrastructure/release/Domicile.Infrastructure.dll");
        using var synthesis = Start(
            new ProcessStartInfo("dotnet", [program, topology, parsed.GetRequiredValue(OutOption).FullName]));
        await EndAsync(synthesis, cancellation);
        return synthesis.ExitCode;
    }

    private static async Task BuildAsync(CancellationToken cancellation)
    {
        await Console.Error.WriteLineAsync("domicile: brings the program for AWS up to date ...");
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
