using Amazon.CDK;
using Domicile.Infrastructure.Compute;
using Domicile.Infrastructure.Compute.Functions;
using Domicile.Infrastructure.Compute.Kubernetes;
using Domicile.Infrastructure.Data;
using Domicile.Infrastructure.Deployment;
using Domicile.Infrastructure.Edge;
using Domicile.Infrastructure.Identity;
using Domicile.Infrastructure.Keys;
using Domicile.Infrastructure.Messaging;
using Domicile.Infrastructure.Network;
using Domicile.Infrastructure.Network.Crossing;
using Domicile.Infrastructure.Operations;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure;

/// <summary>Writes the CloudFormation of every stack of a world, offline.</summary>
internal static class Synthesis
{
    /// <summary>
    /// Templates come as <c>STACK.template.json</c>, the plan of their deployment as <c>waves.json</c> and
    /// <c>deploy.sh</c>; the names of the stacks come back in the order of their deployment.
    /// </summary>
    /// <exception cref="PlanException">
    /// A stack is too large, or they cannot be deployed one after the other.
    /// </exception>
    public static IReadOnlyList<string> Write(WorldPlan world, string folder)
    {
        // The CDK's engine runs on node, and warns at length of versions that are only old or new.
        System.Environment.SetEnvironmentVariable("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "18,20,22");
        System.Environment.SetEnvironmentVariable("JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION", "1");
        var app = new App(new AppProps
        {
            Outdir = folder,
            AnalyticsReporting = false,
            TreeMetadata = false,

            // Counted by TemplateLimits, which says what to do.
            Context = new Dictionary<string, object> { ["@aws-cdk/core:stackResourceLimit"] = 0 },
        });
        IdentityStacks.Make(app, world);
        AddCentre(app, world);
        var networks = new Dictionary<string, NetworkStack>();
        foreach (var site in world.Sites)
        {
            networks[site.ToString()] = AddSite(app, world, site);
        }

        foreach (var region in world.Regions)
        {
            Join(app, region, networks);
        }

        OperationsStacks.Make(app, world);
        PolicyFiles.Write(world, folder);
        ManifestFiles.Write(world, folder);
        var reader = new StackReader(world, app.Synth().Directory);
        var waves = DeploymentPlan.Of([.. app.Node.Children.OfType<WorldStack>().Select(reader.Read)]);
        PlanFiles.Write(waves, world.Name, folder);
        return [.. waves.SelectMany(wave => wave.Stacks).Select(stack => stack.Name)];
    }

    private static void AddCentre(App app, WorldPlan world)
    {
        var network = new CentralNetworkStack(app, world);
        var keys = new CentralKeysStack(app, world);
        var data = new CentralDataStack(app, world, network, keys);
        _ = new CentralBackupStack(app, world, keys);
        _ = new CentralMessagingStack(app, world);
        _ = new ImageStack(app, world);
        _ = new CentralSecretsStack(app, world, network, (keys, data));
        var domain = new ZoneStack(app, world);
        _ = new PagesStack(app, world, domain);
        foreach (var region in world.Regions.Where(region => DelegationStack.IsOurs(world, region)))
        {
            _ = new DelegationStack(app, world, region, domain);
        }

        _ = new CentralComputeStack(app, world, network, keys);
    }

    private static NetworkStack AddSite(App app, WorldPlan world, SitePlan site)
    {
        var network = new NetworkStack(app, site);
        var keys = new KeysStack(app, site);
        var data = new DataStack(app, site, network, keys);
        _ = new BackupStack(app, site, keys);
        if (site.IsWriter)
        {
            _ = new MessagingStack(app, world, site.Region, keys);
        }

        _ = new ImageStack(app, site);
        var zone = site.IsWriter ? new ZoneStack(app, site.Region) : null;
        var parts = new SiteParts(network, keys, new EdgeStack(app, world, site, zone));
        if (site.IsWriter)
        {
            _ = new SecretsStack(app, site, parts, data);
        }

        _ = new ComputeStack(app, world, site, parts);
        return network;
    }

    /// <summary>Peerings stand last: each site serves without them.</summary>
    private static void Join(App app, RegionPlan region, Dictionary<string, NetworkStack> networks)
    {
        foreach (var site in region.Sites.Skip(1))
        {
            _ = new PeeringStack(app, site, networks[site.ToString()]);
        }

        foreach (var site in region.Sites.Where(_ => region.Sites.Count > 1))
        {
            _ = new RoutesStack(app, site, networks[site.ToString()]);
        }
    }
}
