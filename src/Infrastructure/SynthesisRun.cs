using Domicile.Infrastructure.Deployment;
using Domicile.Infrastructure.Worlds;
using Domicile.Sharding.Topology;

namespace Domicile.Infrastructure;

/// <summary>One synthesis for a person: the names of the stacks on stdout, what is wrong on stderr.</summary>
internal static class SynthesisRun
{
    private const int Refused = 1;

    /// <summary>0 when the templates are written, 1 when not; then the folder is as it was.</summary>
    public static int Start(string file, string folder)
    {
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse(file, [$"it cannot be read: {e.Message}"]);
        }

        var reading = TopologyFile.Parse(text);
        return reading.World is { } world
            ? Start(file, folder, world, text)
            : Refuse(file, reading.Mistakes.Select(mistake => mistake.ToString()));
    }

    private static int Start(string file, string folder, WorldTopology topology, string text)
    {
        try
        {
            var world = WorldPlan.Of(topology) with { Text = text };
            return world.Mistakes.Count > 0 ? Refuse(file, world.Mistakes) : Write(world, folder);
        }
        catch (PlanException e)
        {
            return Refuse(file, [e.Message]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse(folder, [$"it cannot be written: {e.Message}"]);
        }
        catch (Exception e) when (Environment.GetEnvironmentVariable("DOMICILE_DEBUG") is null or "")
        {
            // The CDK's engine runs in another process, and says by the text alone what went wrong.
            return Refuse(folder, [$"the templates were not written: {e.Message}. DOMICILE_DEBUG=1 shows where."]);
        }
    }

    private static int Write(WorldPlan world, string folder)
    {
        IReadOnlyList<string> stacks;
        using (var output = OutputFolder.Take(folder))
        {
            stacks = Synthesis.Write(world, output.Fresh);
            output.Fill(PlanFiles.Waves, PlanFiles.Script);
        }

        if (world.HasPlaceholders)
        {
            Console.Error.WriteLine(
                "domicile: some accounts are placeholders, so these templates are for reading only. Name them in "
                + "\"aws\": { \"account\": … } of the world and of each region before you deploy.");
        }

        foreach (var stack in stacks)
        {
            Console.Out.WriteLine(stack);
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
