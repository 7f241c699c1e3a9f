using Domicile.Infrastructure.Worlds;
using Domicile.Sharding.Topology;

namespace Domicile.Infrastructure;

/// <summary>One synthesis for a person: the names of the stacks on stdout, what is wrong on stderr.</summary>
internal static class SynthesisRun
{
    private const int Refused = 1;

    /// <summary>0 when the templates are written, 1 when the topology cannot be laid out.</summary>
    /// <exception cref="IOException">The file cannot be read or the folder not written.</exception>
    public static int Start(string file, string folder)
    {
        var text = File.ReadAllText(file);
        var reading = TopologyFile.Parse(text);
        if (reading.World is null)
        {
            return Refuse(file, reading.Mistakes.Select(mistake => mistake.ToString()));
        }

        try
        {
            var world = WorldPlan.Of(reading.World) with { Text = text };
            return world.Mistakes.Count > 0 ? Refuse(file, world.Mistakes) : Write(world, folder);
        }
        catch (PlanException e)
        {
            return Refuse(file, [e.Message]);
        }
    }

    private static int Write(WorldPlan world, string folder)
    {
        foreach (var stack in Synthesis.Write(world, folder))
        {
            Console.Out.WriteLine(stack);
        }

        if (world.HasPlaceholders)
        {
            Console.Error.WriteLine(
                "domicile: some accounts are placeholders, so these templates are for reading only. Name them in "
                + "\"aws\": { \"account\": … } of the world and of each region before you deploy.");
        }

        return 0;
    }

    private static int Refuse(string file, IEnumerable<string> mistakes)
    {
        foreach (var mistake in mistakes)
        {
            Console.Error.WriteLine($"domicile: {file}: {mistake}");
        }

        return Refused;
    }
}
