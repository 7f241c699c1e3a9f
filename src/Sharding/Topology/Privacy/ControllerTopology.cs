namespace Domicile.Sharding.Topology.Privacy;

/// <summary>Who answers for the data of a region's users (GDPR Art. 4(7)), by the topology file.</summary>
/// <param name="Name">The controller's name.</param>
/// <param name="Contact">Where to reach it.</param>
public sealed record ControllerTopology(string Name, string Contact)
{
    /// <summary>The data-protection officer and where to reach them; null when the file says nothing.</summary>
    public string? Officer { get; init; }

    /// <summary>The representative in the Union (Art. 27); null when the file says nothing.</summary>
    public string? Representative { get; init; }

    /// <summary>By what ids may go to other regions (Art. 44 to 49); null when the file says nothing.</summary>
    public string? Safeguards { get; init; }
}
