using Domicile.Sharding.Topology.Reading;

namespace Domicile.Sharding.Topology.Aws;

/// <summary>The fields that a topology file has for AWS; the JSON Schema says the same of them.</summary>
internal static class AwsFields
{
    public static readonly FieldSet World = new(
        "the world in AWS", [], ["name", "account", "organization", "domain", "operators", "budget"]);
    public static readonly FieldSet Region = new(
        "a region in AWS", [], ["account", "compute", "database", "joining", "host", "issuer", "requests"]);
    public static readonly FieldSet Site = new("a site in AWS", [], ["service", "data"]);
    public static readonly FieldSet Database = new("a database's capacity", [], ["minimum", "maximum", "instance"]);
    public static readonly FieldSet Requests = new("what a request may ask for", [], ["seconds", "bytes"]);
}
