namespace Domicile.Infrastructure.Compute.Functions;

/// <summary>Where functions run, and with whose key.</summary>
/// <param name="Subnets">Ids, one a zone.</param>
/// <param name="Group">Id of the security group.</param>
/// <param name="Key">ARN of the key that their settings are encrypted with.</param>
internal sealed record FunctionPlace(string[] Subnets, string Group, string Key);
