import { TextInput, type TextInputProps } from '@mantine/core';
import type { ContactChannel } from '@ostiary/domain/registration';

interface ContactFieldProps extends Omit<TextInputProps, 'type' | 'autoComplete'> {
  channel: ContactChannel;
}

/** An e-mail address or a phone number, with the keyboard and the suggestions that go with it. */
export function ContactField({ channel, ...input }: ContactFieldProps) {
  const type = channel === 'email' ? 'email' : 'tel';
  return <TextInput type={type} autoComplete={type} {...input} />;
}
