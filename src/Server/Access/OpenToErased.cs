namespace Domicile.Server.Access;

/// <summary>Metadata of an endpoint that a user's own token still enters after the user was erased.</summary>
internal sealed record OpenToErased
{
    public static readonly OpenToErased Always = new();
}
