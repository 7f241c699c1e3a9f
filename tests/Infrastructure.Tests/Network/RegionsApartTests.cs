using System.Text.Json;
using Domicile.Infrastructure.Tests.Network.Walk;

namespace Domicile.Infrastructure.Tests.Network;

/// <summary>
/// No region of ours reaches another's networks: not by a route, a rule or anything that joins two networks. Each fault
/// that could open a way is planted and named.
/// </summary>
public sealed class RegionsApartTests
{
    private const string Eu = "Domicile-eu-eu-west-1-Network";
    private const string Br = "Domicile-br-sa-east-1-Network";

    private static readonly Synthesized World = Synthesized.FourRegions;
    private static readonly string EuData = World.World.Regions[0].Sites[0].Data.ToString();
    private static readonly string BrData = World.World.Regions[2].Sites[0].Data.ToString();

    /// <summary>A fault, and what the message has to say of it.</summary>
    public static TheoryData<string, string> SingleFaults => new()
    {
        { "route", $"{Eu}/Mole sends {BrData} to {Eu}/Hub" },
        { "wide route", $"{Eu}/Mole sends 10.0.0.0/8 to {Eu}/Hub" },
        { "hub route", $"{Eu}/Mole sends {BrData} to {Eu}/ServiceAttachment: those are addresses of {Br}/Data" },
        { "hubs", $"{Eu}/Mole joins {Eu}/Hub to {Br}/Hub" },
        { "networks", $"{Eu}/Mole joins {Eu}/Service to {Br}/Data" },
        { "rule in", $"{Eu}/Mole lets {BrData} call {Eu}/DatabaseGroup on 5432-5432: those are addresses of {Br}" },
        { "rule out", $"{Eu}/Mole lets {BrData} be called by {Eu}/DatabaseGroup on 5432-5432" },
        { "entry", $"{Eu}/Mole lets {BrData} into {Eu}/DataGate: those are addresses of {Br}/Data" },
    };

    [Fact]
    public void No_region_can_come_near_the_networks_of_another()
    {
        foreach (var world in Checks.SynthesizedWorlds.All)
        {
            Assert.Empty(Borders.Crossings(new Ground(world.Templates, world.Waves)));
        }
    }

    [Theory]
    [MemberData(nameof(SingleFaults))]
    public void One_route_or_rule_or_joint_alone_is_named(string fault, string message)
    {
        var templates = World.Templates
            .Exporting(Br, "Hub", "BrHub")
            .Exporting(Br, "Data", "BrData")
            .Exporting(Eu, "ServiceAttachment", "EuService");
        var planted = templates.With(Eu, "Mole", fault switch
        {
            "route" => Faults.NetworkRoute("DataTable0", BrData, "Hub"),
            "wide route" => Faults.NetworkRoute("DataTable0", "10.0.0.0/8", "Hub"),
            "hub route" => Faults.HubRoute("DataHubTable", BrData, "EuService"),
            "hubs" => Faults.HubJoint("BrHub"),
            "networks" => Faults.NetworkJoint("BrData"),
            "rule in" => Faults.RuleIn(BrData),
            "rule out" => Faults.RuleOut(BrData),
            _ => Faults.Entry(BrData, isOutwards: false),
        });
        Assert.Contains(
            Borders.Crossings(new Ground(planted, World.Waves)),
            crossing => crossing.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_way_through_two_hubs_to_another_regions_data_is_named_hop_by_hop()
    {
        var crossings = Borders.Crossings(new Ground(Opened(), World.Waves));
        string[] hops =
        [
            $"-> br/sa-east-1 data ",
            $"{Eu}/MoleRoute sends {BrData} to {Eu}/Hub",
            $"{Eu}/MoleHubRoute sends {BrData} to {Eu}/Mole",
            $"{Br}/PeersHubTableToData sends {BrData} to {Br}/DataAttachment",
            $"{Br}/Data -> arrives, and groups and lists let calls on 5432 through",
        ];
        Assert.Contains(
            crossings,
            crossing => crossing.StartsWith("eu/eu-west-1 data ", StringComparison.Ordinal)
                && hops.All(hop => crossing.Contains(hop, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_way_that_a_group_or_a_list_still_bars_is_not_said_to_let_calls_through()
    {
        (string Stack, string Id)[] bars =
            [(Br, "MoleRule"), (Br, "MoleEntryIn"), (Eu, "MoleEntryOut"), (Br, "MoleBack")];
        foreach (var (stack, id) in bars)
        {
            var crossings = Borders.Crossings(new Ground(Opened().Without(stack, id), World.Waves));
            Assert.Contains(crossings, crossing => crossing.Contains("-> arrives", StringComparison.Ordinal));
            Assert.DoesNotContain(crossings, crossing => crossing.Contains("let calls", StringComparison.Ordinal));
        }
    }

    /// <summary>Everything that it takes for a data node of eu to call one of br.</summary>
    private static IReadOnlyDictionary<string, JsonElement> Opened() => World.Templates
        .Exporting(Br, "Hub", "BrHub")
        .With(Eu, "Mole", Faults.HubJoint("BrHub"))
        .Exporting(Eu, "Mole", "Mole")
        .With(Eu, "MoleRoute", Faults.NetworkRoute("DataTable0", BrData, "Hub"))
        .With(Eu, "MoleHubRoute", Faults.HubRoute("DataHubTable", BrData, "Mole"))
        .With(Eu, "MoleUse", Faults.HubUse("PeersHubTable", "Mole"))
        .With(Br, "MoleUse", Faults.HubUse("PeersHubTable", "Mole"))
        .With(Br, "MoleBack", Faults.NetworkRoute("DataTable0", EuData, "Hub"))
        .With(Br, "MoleHubBack", Faults.HubRoute("DataHubTable", EuData, "Mole"))
        .With(Eu, "MoleRule", Faults.RuleOut(BrData))
        .With(Br, "MoleRule", Faults.RuleIn(EuData))
        .With(Eu, "MoleEntryOut", Faults.Entry(BrData, isOutwards: true))
        .With(Eu, "MoleEntryIn", Faults.Entry(BrData, isOutwards: false))
        .With(Br, "MoleEntryOut", Faults.Entry(EuData, isOutwards: true))
        .With(Br, "MoleEntryIn", Faults.Entry(EuData, isOutwards: false));
}
