using System.CommandLine;
using Domicile.Local.Folders;
using Domicile.Local.Worlds;

namespace Domicile.Cli;

/// <summary>What every command understands: which world is meant, and how to print.</summary>
internal sealed record WorldArguments(WorldFolder Folder, int? BasePort)
{
    private const int PortMax = 65_000;

    private static readonly Option<string> DataOption = new("--data")
    {
        Description = "The world's folder [default: .domicile in the checkout]",
        HelpName = "DIR",
        Recursive = true,
    };

    private static readonly Option<int?> PortOption = CreatePortOption();

    /// <summary>The options that stand at every command.</summary>
    public static IReadOnlyList<Option> Global { get; } = [DataOption, PortOption];

    /// <summary>For commands that print data: prints one JSON document instead of text.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "Print JSON, for programs" };

    /// <summary>For commands that start a world.</summary>
    public static Option<FileInfo> Topology { get; } = new("--topology")
    {
        Description = "The file that describes the world [default: domicile.json in the checkout]",
        HelpName = "FILE",
    };

    public static WorldArguments Of(ParseResult parsed) => new(
        new WorldFolder(parsed.GetValue(DataOption) ?? Path.Combine(Checkout.Folder, ".domicile")),
        parsed.GetValue(PortOption));

    /// <summary>True when the command line names a folder.</summary>
    public static bool HasFolder(ParseResult parsed) => parsed.GetValue(DataOption) is not null;

    /// <summary>The topology file that is meant; it may not be there.</summary>
    public static string TopologyPath(ParseResult parsed) =>
        parsed.GetValue(Topology)?.FullName ?? Path.Combine(Checkout.Folder, "domicile.json");

    /// <summary>How to start the world that is meant.</summary>
    /// <param name="command">What starts it, such as <c>up</c>.</param>
    public static WorldOptions StartOptions(ParseResult parsed, string command)
    {
        var arguments = Of(parsed);
        return new WorldOptions(arguments.Folder, TopologyPath(parsed))
        {
            BasePort = arguments.BasePort,
            ServerProgram = Checkout.ServerProgram,
            SandboxProgram = Checkout.SandboxProgram,
            Command = command,
        };
    }

    /// <summary>The world's addresses, whether it runs or not.</summary>
    /// <exception cref="WorldException">There is no world in the folder, or it is damaged.</exception>
    public WorldAddresses ReadAddresses() => WorldAddresses.Read(Folder);

    /// <summary>The addresses of a world that must be running for what is asked.</summary>
    /// <exception cref="WorldException">There is no world in the folder, or it does not run.</exception>
    public WorldAddresses ReadRunning()
    {
        var addresses = ReadAddresses();
        return RunningWorld.TryRead(Folder) is not null ? addresses : throw new WorldException(
            $"The world in {Folder.Path} does not run. Start it with ./domicile up.");
    }

    /// <summary>The address of a region's server: at the port given here, or the world's own.</summary>
    /// <exception cref="WorldException">The world has no such region, or there is no world.</exception>
    public string ServerUrl(string region)
    {
        var world = WorldFile.Read(Folder).WithRegion(region);
        return (BasePort is { } port ? world with { BasePort = port } : world).ServerUrl(region);
    }

    private static Option<int?> CreatePortOption()
    {
        var option = NumberOption.Create("--port", 1, PortMax);
        option.Description =
            "The first region's server listens on this port of 127.0.0.1, the next on the one after it, and after all "
            + "regions the reader sites' servers "
            + "[default: what the world had, or 5080]";
        option.HelpName = "BASE";
        option.Recursive = true;
        return option;
    }
}
