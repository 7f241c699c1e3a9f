using Domicile.Server.Access.Issuers;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Access.Issuers;

/// <summary>Trust in the tokens of a test.</summary>
internal static class LocalTrusts
{
    public static LocalTrust Of(TestTokens tokens) => LocalTrust.Of(tokens.PublicKey, "eu");
}
