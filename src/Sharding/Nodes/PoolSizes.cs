namespace Domicile.Sharding.Nodes;

/// <summary>
/// How many connections one process of a region opens to each kind of node at most. All its pools follow one setting,
/// so that whoever decides how many processes run at once can count what they ask of a node. Immutable.
/// </summary>
public sealed record PoolSizes
{
    /// <summary>The most that the setting may be.</summary>
    public const int SettingMax = 100;

    /// <summary>The setting of a function that answers calls: it has one at a time.</summary>
    public const int OfApiFunction = 2;

    /// <summary>The setting of a function that runs passes, some side by side.</summary>
    public const int OfWorkerFunction = 4;

    /// <summary>The setting of a server that runs all the time.</summary>
    public const int OfServer = 16;

    /// <summary>Repairs and looks are done one after the other; the second is for who looks meanwhile.</summary>
    public const int Repairs = 2;

    /// <summary>A look at the register and a check of a new connection at the same time.</summary>
    public const int Checks = 2;

    /// <summary>Passes over the key database.</summary>
    public const int KeysWork = 2;

    /// <summary>A rotation of the region's key has a session of its own, in one process at a time.</summary>
    public const int KeyRotation = 1;

    /// <summary>One is held for turns of passes, while others are needed.</summary>
    private const int WorkMin = 2;

    /// <summary>Two changes of addresses hold one each while their shards write, which may need another.</summary>
    private const int RegisterMin = 3;

    /// <summary>One for reading keys, one for noting who read what.</summary>
    private const int KeysMin = 2;

    /// <summary>Placing a user and reading the map are short; more would only queue on the same rows.</summary>
    private const int RegisterMax = 8;

    /// <summary>A key is read once and then remembered.</summary>
    private const int KeysMax = 4;

    private readonly int setting;

    /// <param name="setting">1 to <see cref="SettingMax"/>.</param>
    public PoolSizes(int setting)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(setting, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(setting, SettingMax);
        this.setting = setting;
    }

    /// <summary>For calls, to each shard's primary, and as many to each replica.</summary>
    public int Shard => setting;

    /// <summary>For passes, to each shard's primary.</summary>
    public int ShardWork => Math.Max(WorkMin, setting);

    /// <summary>To the register: for calls, and as many for passes.</summary>
    public int Register => Math.Clamp(setting, RegisterMin, RegisterMax);

    /// <summary>To the key database, for calls.</summary>
    public int Keys => Math.Clamp(setting, KeysMin, KeysMax);

    /// <summary>All that one process opens to one shard, also where a node is its own replica.</summary>
    public int AllOfShard => Shard + Shard + ShardWork + Repairs;

    /// <summary>All that one process opens to the register.</summary>
    public int AllOfRegister => Register + Register + Checks;

    /// <summary>All that one process opens to the key database.</summary>
    public int AllOfKeys => Keys + KeysWork + Repairs + KeyRotation;

    /// <summary>The most that one process opens to any node.</summary>
    public int AllOfNode => Math.Max(AllOfShard, Math.Max(AllOfRegister, AllOfKeys));
}
