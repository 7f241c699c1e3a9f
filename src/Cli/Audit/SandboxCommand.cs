using System.CommandLine;
using Domicile.Cli.Output;
using Domicile.Local.Institutions;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Audit;

/// <summary><c>./domicile audit sandbox</c>: how the sandboxes behave, and what they have received.</summary>
internal static class SandboxCommand
{
    private static readonly Option<string> ModeOption = new("--mode")
    {
        Description = $"From now on: {string.Join(", ", SandboxModes.Names)}",
        HelpName = "MODE",
    };

    private static readonly Option<string> RegionOption = AuditArguments.CreateRegion();
    private static readonly Option<string> InstitutionOption = AuditArguments.CreateInstitution();

    public static Command Create()
    {
        ModeOption.AcceptOnlyFromAmong([.. SandboxModes.Names]);
        var command = new ExampledCommand(
            "sandbox",
            "Show what the sandbox institutions have received, or tell them to fail.",
            "./domicile audit sandbox --mode lose-receipt --region eu",
            "./domicile audit sandbox --mode ok")
        {
            ModeOption,
            RegionOption,
            InstitutionOption,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var world = WorldArguments.Of(parsed).ReadRunning().World;
        var chosen = AuditArguments.Select(
            world, parsed.GetValue(RegionOption), parsed.GetValue(InstitutionOption));
        var rows = new List<SandboxRow>();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        foreach (var sandbox in chosen.Where(institution => institution.Port is not null))
        {
            rows.Add(await AskAsync(http, sandbox, parsed.GetValue(ModeOption), cancellation));
        }

        if (rows.Count == 0)
        {
            throw new WorldException("That institution is no sandbox: it has an address of its own.");
        }

        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(rows);
            return 0;
        }

        foreach (var row in rows)
        {
            Console.Out.WriteLine(
                $"{row.Name} at {row.Url}: mode {row.Mode}, {row.Packages.Count} packages and "
                + $"{row.Erasures.Count} notices of erasures received.");
        }

        return 0;
    }

    private static async Task<SandboxRow> AskAsync(
        HttpClient http, WorldInstitution sandbox, string? mode, CancellationToken cancellation)
    {
        try
        {
            if (mode is not null)
            {
                using var answer = await http.PutAsync(new Uri(sandbox.Url, $"mode/{mode}"), null, cancellation);
                answer.EnsureSuccessStatusCode();
            }

            return new SandboxRow(
                sandbox.Name,
                sandbox.Url.AbsoluteUri,
                await http.GetStringAsync(new Uri(sandbox.Url, "mode"), cancellation),
                await ListAsync("packages"),
                await ListAsync("erasures"));
        }
        catch (HttpRequestException e)
        {
            throw new WorldException($"{sandbox.Name} does not answer: {e.Message} See ./domicile status.", e);
        }

        async Task<IReadOnlyList<string>> ListAsync(string what) =>
            (await http.GetStringAsync(new Uri(sandbox.Url, what), cancellation))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
