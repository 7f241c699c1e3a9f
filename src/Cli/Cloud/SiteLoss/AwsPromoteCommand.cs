using System.CommandLine;
using Domicile.Cli.Cloud.Regions;
using Domicile.Cli.Output;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Cloud.SiteLoss;

/// <summary><c>./domicile aws promote</c>: a node's writes go to another site from now on.</summary>
internal static class AwsPromoteCommand
{
    private const int NotAllTold = 1;

    private static readonly Argument<string> NodeArgument = new("NODE")
    {
        Description = "A node of a region, such as eu/s1, eu/register or eu/keys",
    };

    private static readonly Option<string> SiteOption = new("--site")
    {
        Description = "The site that takes the node's writes from now on, such as eu-central-1",
        HelpName = "NAME",
        Required = true,
    };

    private static readonly Option<string> PrimaryOption = new("--primary")
    {
        Description = "The cluster that takes the writes [default: as RDS says in that site]",
        HelpName = "HOST:PORT",
    };

    private static readonly Option<string[]> LostOption = new("--lost")
    {
        Description = "A site of the region that is not there and is not told; may be repeated",
        HelpName = "NAME",
    };

    private static readonly Option<bool> AgainOption = new("--again")
    {
        Description = "Begin another epoch though the primary is there already: it was put back from a backup",
    };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "promote",
            "Make another site's cluster a node's primary: raise the shard's epoch, begin it, tell every site.",
            "./domicile aws promote eu/register --site eu-central-1 --lost eu-west-1",
            "./domicile aws promote eu/s1 --site eu-central-1 --lost eu-west-1")
        {
            NodeArgument,
            SiteOption,
            PrimaryOption,
            LostOption,
            AgainOption,
            WorldArguments.Topology,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var world = World.ReadTopology(WorldArguments.TopologyPath(parsed));
        var (region, node) = CloudRegion.FindNode(world, parsed.GetRequiredValue(NodeArgument));
        var site = CloudRegion.FindSite(region, parsed.GetRequiredValue(SiteOption));
        var lost = (parsed.GetValue(LostOption) ?? []).Select(name => CloudRegion.FindSite(region, name)).ToList();
        if (lost.Contains(site))
        {
            throw new WorldException($"{site} cannot take the writes and be lost.");
        }

        var result = await CloudRegion.RunAsync(
            region.Name,
            access => new NodePromotion(access, region, node)
            {
                Primary = parsed.GetValue(PrimaryOption),
                Lost = lost,
                Again = parsed.GetValue(AgainOption),
            }.RunAsync(cancellation),
            site);
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(result);
        }
        else
        {
            Print(result);
        }

        return result.Untold.Count == 0 ? 0 : NotAllTold;
    }

    private static void Print(NodePromotionResult result)
    {
        var epoch = result.Epoch is { } number ? $"of epoch {number}, " : "";
        Console.Out.WriteLine(
            result.IsNew
                ? $"{result.Node} is {epoch}at {result.Primary}."
                : $"{result.Node} was {epoch}at {result.Primary} already: nothing was promoted.");
        if (result.Told.Count > 0)
        {
            Console.Out.WriteLine($"Told: {string.Join(", ", result.Told)}. Start the servers there anew.");
        }

        if (result.Knew.Count > 0)
        {
            Console.Out.WriteLine($"Knew it: {string.Join(", ", result.Knew)}.");
        }

        if (result.Lost.Count > 0)
        {
            Console.Out.WriteLine(
                $"Not told, because lost: {string.Join(", ", result.Lost)}. Run the same without --lost when it is "
                + "back.");
        }

        foreach (var (site, why) in result.Untold)
        {
            Console.Error.WriteLine($"domicile: {site} was not told: {why} Run the same again.");
        }
    }
}
