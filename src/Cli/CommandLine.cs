using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using System.Text.Json;
using Domicile.Aws.Inventory;
using Domicile.Cli.Client;
using Domicile.Costs.Prices;
using Domicile.Ledger.Privacy.Keys;
using Domicile.Ledger.Privacy.Keys.Rotation;
using Domicile.Local.Nodes;
using Domicile.Local.Worlds;
using Npgsql;

namespace Domicile.Cli;

/// <summary>
/// Runs one command line: exit code 0 when it did what was asked, 1 with one message that says what is wrong and what
/// to do, 2 when it was not understood, 130 when it was interrupted.
/// </summary>
internal static class CommandLine
{
    private const int Refused = 1;
    private const int NotUnderstood = 2;
    private const int Interrupted = 130;

    public static async Task<int> RunAsync(string[] args, IReadOnlyList<Command> commands)
    {
        var help = new ExampledHelp();
        var root = new ExampledCommand(
            "./domicile", "A ledger whose users' data stay in their own part of the world.", "./domicile up")
        {
            new HelpOption { Action = help },
            new VersionOption(),
        };
        foreach (var option in WorldArguments.Global)
        {
            root.Options.Add(option);
        }

        foreach (var command in commands)
        {
            root.Subcommands.Add(command);
        }

        // Through an action of its own: the help option forgives what was not understood; the bare command must not.
        root.SetAction(help.Invoke);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"domicile: {error.Message}");
            }

            await Console.Error.WriteLineAsync($"See ./domicile {NameOf(parsed)}--help.");
            return NotUnderstood;
        }

        return await InvokeAsync(parsed);
    }

    private static async Task<int> InvokeAsync(ParseResult parsed)
    {
        using var interrupt = new CancellationTokenSource();
        var signals = new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT };
        var registrations = signals.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            interrupt.Cancel();
        })).ToList();
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                interrupt.Token);
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("domicile: interrupted.");
            return Interrupted;
        }
        catch (Exception e) when (Environment.GetEnvironmentVariable("DOMICILE_DEBUG") is null or "")
        {
            await Console.Error.WriteLineAsync($"domicile: {Explain(e)}");
            return Refused;
        }
        finally
        {
            registrations.ForEach(registration => registration.Dispose());
        }
    }

    // Exceptions of our own say what to do; the others are told what they mean here.
    private static string Explain(Exception e) => e switch
    {
        WorldException or NodeException or ApiException or RotationException or WrappingKeyMissingException
            or PriceException or NoCredentialsException => e.Message,
        NpgsqlException =>
            $"A node did not do what was asked: {e.Message.TrimEnd('.')}. See ./domicile status and ./domicile logs.",
        UnauthorizedAccessException =>
            $"{e.Message} Run as the user who made the world, or choose another folder with --data.",
        IOException => $"{e.Message.TrimEnd('.')}. If the disk is full, make room; ./domicile status says what runs.",
        JsonException => $"A file or an answer is not the JSON it should be: {e.Message}",
        _ => $"This should not have happened: {e.Message} ({e.GetType().Name}; DOMICILE_DEBUG=1 shows where.)",
    };

    // Such as "user add ", and nothing for ./domicile itself.
    private static string NameOf(ParseResult parsed)
    {
        var name = "";
        for (var result = parsed.CommandResult; result.Parent is CommandResult parent; result = parent)
        {
            name = result.Command.Name + " " + name;
        }

        return name;
    }
}
