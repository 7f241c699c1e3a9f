namespace Domicile.Aws.Secrets.Rotation;

/// <summary>
/// What a secret's name says: which role enters which node with it. <c>domicile/eu/s1/server</c>, or for the central
/// database <c>domicile/central/server</c>.
/// </summary>
/// <param name="Region">Such as <c>eu</c>, or <c>central</c>.</param>
/// <param name="Node">A shard's name, <c>register</c>, <c>keys</c> or <c>central</c>.</param>
/// <param name="Role">One of <see cref="Roles"/>, or <see cref="AdminRole"/>.</param>
internal sealed record NodeSecret(string Region, string Node, string Role)
{
    /// <summary>Sets up a node's logins; it has one user, whom nobody else uses.</summary>
    public const string AdminRole = "admin";

    private const string Root = "domicile";
    private const string Centre = "central";

    /// <summary>The role in PostgreSQL that each role's users have the rights of.</summary>
    private static readonly Dictionary<string, string> Roles = new(StringComparer.Ordinal)
    {
        ["server"] = "domicile_server",
        ["worker"] = "domicile_worker",
        ["migrations"] = "domicile_owner",
    };

    /// <summary>The secret of the same node's administrator.</summary>
    public string Admin => Region == Centre ? $"{Root}/{Centre}/{AdminRole}" : $"{Root}/{Region}/{Node}/{AdminRole}";

    /// <summary>The parameter that says where the node is.</summary>
    public string Parameter => $"/{Root}/{Region}/nodes/{Node}";

    public bool IsAdmin => Role == AdminRole;

    /// <summary>The role in PostgreSQL.</summary>
    /// <param name="user">The secret's user, which is its own role for the administrator.</param>
    public string RoleOf(string user) => IsAdmin ? user : Roles[Role];

    /// <summary>The user whom the next version names: a role's two users take turns.</summary>
    public string Next(string user)
    {
        if (IsAdmin)
        {
            return user;
        }

        var first = Roles[Role];
        var second = $"{first}_b";
        return user == first ? second : user == second ? first : throw new InvalidDataException(
            $"The secret of {Region}/{Node} for {Role} names a user who is neither {first} nor {second}.");
    }

    /// <exception cref="InvalidDataException">It is the name of another secret.</exception>
    public static NodeSecret Of(string name)
    {
        var read = name.Split('/') switch
        {
            [Root, Centre, var role] => new NodeSecret(Centre, Centre, role),
            [Root, var region, var node, var role] when region != Centre => new NodeSecret(region, node, role),
            _ => null,
        };
        return read is not null && (read.IsAdmin || Roles.ContainsKey(read.Role))
            ? read
            : throw new InvalidDataException($"{name} is no secret of a node: it is not rotated here.");
    }
}
