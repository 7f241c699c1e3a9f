using System.CommandLine;
using Domicile.Cli.Client;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Privacy;

/// <summary><c>./domicile privacy certificate</c>: the certificate of an erasure, as it is handed out.</summary>
internal static class CertificateCommand
{
    private static readonly Argument<string> UserArgument = new("USER") { Description = "A user id, such as eu-1" };

    private static readonly Option<FileInfo> OutOption = new("--out")
    {
        Description = "Write it to this file, which must not be there yet [default: print it]",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "certificate",
            "Show the signed certificate of an erasure, which is JSON.",
            "./domicile privacy certificate eu-1",
            "./domicile privacy certificate eu-1 --out eu-1.json")
        {
            UserArgument, OutOption,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var user = RegionDoor.User(parsed.GetRequiredValue(UserArgument));
        using var client = RegionDoor.OpenAsOperator(WorldArguments.Of(parsed), user.Region, Patience.OfOneCall);
        var erasure = (await client.FindErasureAsync(user.ToString(), cancellation)).ValueOrThrow();
        var text = erasure.Certificate ?? throw new WorldException(
            $"The erasure of {user} is not certified yet; it is {erasure.State}, and its last step was "
            + $"{erasure.Steps.LastOrDefault()?.Step ?? "none"}. It goes on by itself; ask again.");
        if (parsed.GetValue(OutOption) is not { } file)
        {
            Console.Out.Write(text);
            return 0;
        }

        if (file.Exists)
        {
            throw new WorldException($"{file.FullName} is there already; give --out another name.");
        }

        await File.WriteAllTextAsync(file.FullName, text, cancellation);
        return 0;
    }
}
