using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tributary.Core.Partners;
using Tributary.Core.SignOn;

namespace Tributary.Faces.AggCat.SignOn.Assertions;

/// <summary>
/// The keys of applications' certificates, ready to verify with: reading a certificate costs more than a verification. A key serves one at a time, because
/// the platform promises no more; a replaced certificate's keys are let go.
/// </summary>
internal sealed class AssertionKeys
{
    private readonly ConcurrentDictionary<PartnerId, KeysOfCertificate> _keys = new();

    /// <summary>Does something with the key of an application's certificate.</summary>
    public T Use<T>(Application application, Func<RSA, T> use)
    {
        var keys = _keys.AddOrUpdate(
            application.PartnerId,
            (_, given) => new KeysOfCertificate(given),
            (_, known, given) => known.Certificate.AsSpan().SequenceEqual(given) ? known : new KeysOfCertificate(given),
            application.Certificate);
        var key = keys.Idle.TryTake(out var idle) ? idle : KeyOf(keys.Certificate);
        try
        {
            return use(key);
        }
        finally
        {
            keys.Idle.Add(key);
        }
    }

    private static RSA KeyOf(byte[] bytes)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(bytes);
        return certificate.GetRSAPublicKey() ?? throw new CryptographicException("The registered certificate has no RSA key.");
    }

    private sealed record KeysOfCertificate(byte[] Certificate)
    {
        public ConcurrentBag<RSA> Idle { get; } = [];
    }
}
