using System.Net;
using System.Text;

namespace Tributary.Cli.Tests.Client;

/// <summary>Answers requests from a script, in order, and remembers them.</summary>
internal sealed class ScriptedServer : HttpMessageHandler
{
    private readonly Queue<HttpResponseMessage> _answers = new();

    public List<Sent> Requests { get; } = [];

    public HttpClient Http => new(this, disposeHandler: false) { BaseAddress = new Uri("http://bank.test/") };

    public ScriptedServer Answers(HttpStatusCode status, string body = "", string type = "application/json", params (string Name, string Value)[] headers)
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, type) };
        foreach (var (name, value) in headers)
            answer.Headers.Add(name, value);
        _answers.Enqueue(answer);
        return this;
    }

    public ScriptedServer Answers(string body) => Answers(HttpStatusCode.OK, body);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = request.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.Ordinal);
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Add(new Sent(request.Method.Method, request.RequestUri!.PathAndQuery, headers, body));
        return _answers.TryDequeue(out var answer) ? answer : throw new HttpRequestException("Nobody is there.");
    }
}

internal sealed record Sent(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string? Body);
