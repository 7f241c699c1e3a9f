using System.CommandLine;
using Domicile.Aws.Inventory;
using Domicile.Cli.Output;

namespace Domicile.Cli.Cloud;

/// <summary><c>./domicile aws inventory</c>: what stands where, in all AWS Regions and accounts.</summary>
internal static class InventoryCommand
{
    private static readonly Option<bool> CsvOption = new("--csv") { Description = "Print CSV, for spreadsheets" };

    private static readonly Option<bool> AllOption = new("--all")
    {
        Description = "Print also what AWS makes in every account by itself",
    };

    private static readonly Option<string> RoleOption = new("--role")
    {
        Description = "The role to take on in the topology's other accounts",
        HelpName = "NAME",
    };

    private static readonly Option<string[]> SiteOption = new("--site")
    {
        Description = "An AWS Region to look at; may be repeated [default: all that are enabled]",
        HelpName = "NAME",
    };

    private static readonly Option<string[]> ProfileOption = new("--profile")
    {
        Description = "A profile of ~/.aws with an account; may be repeated [default: as the environment says]",
        HelpName = "NAME",
    };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "inventory",
            "List what stands in all AWS Regions and accounts, and mark what is untagged or not in the topology.",
            "./domicile aws inventory --role OrganizationAccountAccessRole",
            "./domicile aws inventory --profile bank-eu --profile bank-us --csv")
        {
            RoleOption,
            ProfileOption,
            SiteOption,
            AllOption,
            CsvOption,
            WorldArguments.Topology,
            WorldArguments.Json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(CsvOption) && result.GetValue(WorldArguments.Json))
            {
                result.AddError("--json and --csv cannot both be given.");
            }
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var world = CloudTopology.Read(parsed);
        var entrance = new AccountEntrance(
            world, parsed.GetValue(ProfileOption) ?? [], parsed.GetValue(RoleOption), TimeProvider.System);
        var (accounts, closed) = await entrance.OpenAsync(cancellation);
        var reader = new InventoryReader(TimeProvider.System) { Sites = parsed.GetValue(SiteOption) ?? [] };
        var list = await reader.ReadAsync(accounts, cancellation);
        var judge = new InventoryJudge(world);
        var rows = list.Items
            .Select(item => InventoryRow.Of(item, judge.Judge(item)))
            .Where(row => parsed.GetValue(AllOption) || row.Mark != InventoryMark.Default)
            .ToList();
        var gaps = InventoryPrinter.Fold([.. closed, .. list.Gaps]);
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(new { Items = rows, Gaps = gaps });
        }
        else if (parsed.GetValue(CsvOption))
        {
            InventoryPrinter.PrintCsv(rows);
            InventoryPrinter.PrintGaps(gaps);
        }
        else
        {
            InventoryPrinter.Print(rows, list.Items.Count - rows.Count);
            InventoryPrinter.PrintGaps(gaps);
        }

        return 0;
    }
}
