using System.CommandLine;
using Domicile.Cli.Client;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Privacy.Rights;

/// <summary><c>./domicile privacy export</c>: everything held of a user, for the user.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string> UserArgument = new("USER") { Description = "A user id, such as eu-1" };

    private static readonly Option<FileInfo> ZipOption = new("--zip")
    {
        Description = "Write a zip of CSV files here [default: JSON lines to standard output]",
        HelpName = "FILE",
    };

    private static readonly Option<string> RightOption = new Option<string>("--right")
    {
        Description = "The right that is used: access or portability",
        HelpName = "RIGHT",
        DefaultValueFactory = _ => "access",
    }.AcceptOnlyFromAmong("access", "portability");

    public static Command Create()
    {
        var command = new ExampledCommand(
            "export",
            "Export everything held of a user: JSON lines, or a zip of CSV files.",
            "./domicile privacy export eu-1 > eu-1.jsonl",
            "./domicile privacy export eu-1 --zip eu-1.zip")
        {
            UserArgument,
            ZipOption,
            RightOption,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var user = RegionDoor.User(parsed.GetRequiredValue(UserArgument));
        var right = parsed.GetRequiredValue(RightOption);
        using var client = RegionDoor.OpenAsOfficer(WorldArguments.Of(parsed), user.Region, Patience.OfOneCall);
        var path = $"/v1/users/{user}/export?right={right}";
        if (parsed.GetValue(ZipOption) is { } file)
        {
            await using (var zip = file.Create())
            {
                await client.DownloadAsync(path, "application/zip", zip, cancellation);
            }

            Console.Error.WriteLine($"{file.FullName} has all that is held of {user}. It is not encrypted.");
            return 0;
        }

        await using var output = Console.OpenStandardOutput();
        await using var end = new LastLine(output);
        await client.DownloadAsync(path, "application/x-ndjson", end, cancellation);
        return end.IsComplete ? 0 : throw new WorldException(
            "The export is not whole: a node did not answer in the middle of it. Ask again; ./domicile status says "
            + "which one.");
    }
}
