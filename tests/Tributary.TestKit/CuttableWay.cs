using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Tributary.TestKit;

/// <summary>A way to the database server that a test can cut: now, for a while, or around the next COMMIT.</summary>
public sealed class CuttableWay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Wire> _open = [];
    private readonly string _host;
    private readonly int _port;
    private readonly Task _listening;
    private int _refusalsLeft;
    private CommitCut _nextCommit;

    public CuttableWay(string connectionString)
    {
        var direct = new NpgsqlConnectionStringBuilder(connectionString);
        (_host, _port) = (direct.Host!, direct.Port);
        _listener.Start();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
            SslMode = SslMode.Disable,
        }.ConnectionString;
        _listening = ListenAsync();
    }

    /// <summary>The same database by this way.</summary>
    public string ConnectionString { get; }

    /// <summary>Called when the way was cut around a COMMIT.</summary>
    public Action Cut { get; set; } = () => { };

    /// <summary>How many connections were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Cuts the connection over which the next COMMIT goes.</summary>
    public void CutAround(CommitCut cut) => _nextCommit = cut;

    /// <summary>Cuts all connections.</summary>
    public void CutAll()
    {
        lock (_open)
        {
            _open.ForEach(wire => wire.Dispose());
            _open.Clear();
        }
    }

    /// <summary>Cuts all connections and refuses the next ones, as a server that restarts does.</summary>
    public void CutAllAndRefuse(int connections)
    {
        _refusalsLeft = connections;
        CutAll();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        CutAll();
        await _listening;
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                Socket client;
                try
                {
                    client = await _listener.AcceptSocketAsync();
                }
                catch (InvalidOperationException)
                {
                    // The listener was disposed between two connections.
                    return;
                }

                if (Interlocked.Decrement(ref _refusalsLeft) >= 0)
                {
                    Refused++;
                    client.Dispose();
                    continue;
                }

                var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await server.ConnectAsync(_host, _port);
                var wire = new Wire(this, client, server);
                lock (_open)
                    _open.Add(wire);
                wire.Start();
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
        }
    }

    /// <summary>One connection.</summary>
    private sealed class Wire : IDisposable
    {
        private readonly CuttableWay _way;
        private readonly Socket _client;
        private readonly Socket _server;
        private CommitCut _cut;

        public Wire(CuttableWay way, Socket client, Socket server)
        {
            (_way, _client, _server) = (way, client, server);
            (_client.NoDelay, _server.NoDelay) = (true, true);
        }

        public void Start()
        {
            _ = PassAsync(_client, _server, IsCutBySending);
            _ = PassAsync(_server, _client, _ => _cut == CommitCut.BeforeItsAnswer);
        }

        public void Dispose()
        {
            _client.Dispose();
            _server.Dispose();
        }

        private async Task PassAsync(Socket from, Socket to, Func<ReadOnlyMemory<byte>, bool> isCutBy)
        {
            var buffer = new byte[64 * 1024];
            try
            {
                while (await from.ReceiveAsync(buffer) is > 0 and var length)
                {
                    if (isCutBy(buffer.AsMemory(0, length)))
                    {
                        Dispose();
                        _way.Cut();
                        return;
                    }

                    await to.SendAsync(buffer.AsMemory(0, length));
                }
            }
            catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
            {
            }

            Dispose();
        }

        private bool IsCutBySending(ReadOnlyMemory<byte> bytes)
        {
            if (_way._nextCommit == CommitCut.None || bytes.Span.IndexOf("COMMIT\0"u8) < 0)
                return false;
            _cut = _way._nextCommit;
            _way._nextCommit = CommitCut.None;
            return _cut == CommitCut.BeforeItArrives;
        }
    }
}

/// <summary>Where around a COMMIT the way is cut.</summary>
public enum CommitCut
{
    None,

    /// <summary>The server never hears of it, and rolls back.</summary>
    BeforeItArrives,

    /// <summary>The server has committed; nobody hears of it.</summary>
    BeforeItsAnswer,
}
