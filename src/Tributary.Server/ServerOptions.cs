using Microsoft.Extensions.Logging;
using Tributary.Connectors.DemoBank;
using Tributary.Core.Categories;
using Tributary.Core.Secrets;
using Tributary.Core.SignIn;
using Tributary.Faces.Limits;
using Tributary.Outbound;

namespace Tributary.Server;

/// <summary>How a server, or a command that works on a store, is started.</summary>
public sealed record ServerOptions
{
    /// <summary>The port of the command line's default.</summary>
    public const int DefaultPort = 8090;

    /// <summary>The environment variable that may hold the master key, as base64 of 32 bytes.</summary>
    public const string MasterKeyVariable = "TRIBUTARY_MASTER_KEY";

    /// <summary>The environment variable that may name the store's database, as <see cref="Store"/> does.</summary>
    public const string StoreVariable = "TRIBUTARY_STORE";

    /// <summary>The folder the store lies in; with <see cref="Store"/>, what is this machine's alone: the lock, and where the server is.</summary>
    public string DataFolder { get; init; } = "data";

    /// <summary>
    /// The PostgreSQL database that is the store, as a connection string (<c>Host=…;Database=…;Username=…;Password=…</c>); null for the SQLite file
    /// of <see cref="DataFolder"/>.
    /// </summary>
    public Secret? Store { get; init; }

    /// <summary>The port on 127.0.0.1; 0 takes any free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Opens the demo banks, and makes what a first start needs: master key and sandbox partner.</summary>
    public bool Sandbox { get; init; }

    /// <summary>The file that holds the master key; null looks at <see cref="MasterKeyVariable"/>, then in the user's configuration folder.</summary>
    public string? MasterKeyFile { get; init; }

    /// <summary>The least important log entries written to standard error.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    /// <summary>The clock of everything.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long sign-ins wait.</summary>
    public SignInLimits SignInLimits { get; init; } = new();

    /// <summary>How much a partner may ask.</summary>
    public RequestLimits RequestLimits { get; init; } = new();

    /// <summary>Hosts that callbacks may be on although they are not on the Internet, or not on port 443: each <c>host</c> or <c>host:port</c>.</summary>
    public IReadOnlyList<string> AllowedCallbackHosts { get; init; } = [];

    /// <summary>Addresses under which programs know this server, for those that sign a call for one address and name another in <c>Host</c>.</summary>
    public IReadOnlyList<Uri> PublicAddresses { get; init; } = [];

    /// <summary>The rules by which transactions are categorized: those that ship, or an operator's with them.</summary>
    public Categorizer Categorizer { get; init; } = Categorizer.Shipped;

    /// <summary>What a request to a callback may cost.</summary>
    public OutboundLimits OutboundLimits { get; init; } = new();

    /// <summary>How the demo banks behave, where it is not as usual.</summary>
    public DemoBankScript? DemoBankScript { get; init; }
}
