using System.Text.Json;

namespace Domicile.Infrastructure.Tests.Network.Walk;

/// <summary>Resources that open a way, as somebody might write them into a template of a site's network.</summary>
internal static class Faults
{
    public static string NetworkRoute(string table, string addresses, string hub) => Resource("Route", $$"""
        {
          "RouteTableId": { "Fn::GetAtt": ["{{table}}", "RouteTableId"] },
          "DestinationCidrBlock": "{{addresses}}",
          "TransitGatewayId": { "Fn::GetAtt": ["{{hub}}", "Id"] }
        }
        """);

    /// <param name="table">A table of the hub.</param>
    /// <param name="addresses">Where the route leads.</param>
    /// <param name="attachment">The name that the attachment is exported by.</param>
    public static string HubRoute(string table, string addresses, string attachment) =>
        Resource("TransitGatewayRoute", $$"""
            {
              "TransitGatewayRouteTableId": { "Fn::GetAtt": ["{{table}}", "TransitGatewayRouteTableId"] },
              "DestinationCidrBlock": "{{addresses}}",
              "TransitGatewayAttachmentId": { "Fn::ImportValue": "{{attachment}}" }
            }
            """);

    public static string HubUse(string table, string attachment) =>
        Resource("TransitGatewayRouteTableAssociation", $$"""
            {
              "TransitGatewayRouteTableId": { "Fn::GetAtt": ["{{table}}", "TransitGatewayRouteTableId"] },
              "TransitGatewayAttachmentId": { "Fn::ImportValue": "{{attachment}}" }
            }
            """);

    /// <param name="other">The name that the other hub is exported by.</param>
    public static string HubJoint(string other) => Resource("TransitGatewayPeeringAttachment", $$"""
        {
          "TransitGatewayId": { "Fn::GetAtt": ["Hub", "Id"] },
          "PeerTransitGatewayId": { "Fn::ImportValue": "{{other}}" }
        }
        """);

    /// <param name="other">The name that the other network is exported by.</param>
    public static string NetworkJoint(string other) => Resource("VPCPeeringConnection", $$"""
        {
          "VpcId": { "Fn::GetAtt": ["Service", "VpcId"] },
          "PeerVpcId": { "Fn::ImportValue": "{{other}}" }
        }
        """);

    public static string RuleIn(string addresses) => Resource("SecurityGroupIngress", Rule(addresses));

    public static string RuleOut(string addresses) => Resource("SecurityGroupEgress", Rule(addresses));

    public static string Entry(string addresses, bool isOutwards) => Resource("NetworkAclEntry", $$"""
        {
          "NetworkAclId": { "Fn::GetAtt": ["DataGate", "Id"] },
          "RuleNumber": 42,
          "RuleAction": "allow",
          "Protocol": 6,
          "Egress": {{(isOutwards ? "true" : "false")}},
          "CidrBlock": "{{addresses}}",
          "PortRange": { "From": 1, "To": 65535 }
        }
        """);

    /// <summary>The same templates, with one resource given out under a name.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Exporting(
        this IReadOnlyDictionary<string, JsonElement> templates, string stack, string id, string name) =>
        templates.WithIn(
            "Outputs",
            stack,
            name,
            $$"""{ "Value": { "Ref": "{{id}}" }, "Export": { "Name": "{{name}}" } }""");

    private static string Rule(string addresses) => $$"""
        {
          "GroupId": { "Fn::GetAtt": ["DatabaseGroup", "GroupId"] },
          "CidrIp": "{{addresses}}",
          "IpProtocol": "tcp",
          "FromPort": 5432,
          "ToPort": 5432
        }
        """;

    private static string Resource(string type, string properties) =>
        $$"""{ "Type": "AWS::EC2::{{type}}", "Properties": {{properties}} }""";
}
